import type { MountPanel } from './launcher-api.ts';

export const mount: MountPanel = () => ({ open() {}, close() {} });
