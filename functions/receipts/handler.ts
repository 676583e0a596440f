/** Notes what carriers report of rings. */
export const handler = async (): Promise<void> => undefined;
