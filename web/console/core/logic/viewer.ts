import type { WirePerson } from '../../../../shared/protocol/pushes.ts';

/** Who is signed in, as far as lists and rules ask. */
export interface Viewer {
  readonly id: string;
  readonly role: WirePerson['role'];
}
