/** What was started, to be stopped in reverse order: each part may use those before it until it has ended. */
export interface Started {
  /** Notes how to stop something; the newest is stopped first. */
  readonly add: (name: string, stop: () => Promise<void> | void) => void;
  /** Stops everything, once. One that fails does not keep the others from stopping. */
  readonly stop: () => Promise<void>;
}

export function startedServices(report: (message: string) => void): Started {
  const stops: { readonly name: string; readonly stop: () => Promise<void> | void }[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) {
      try {
        await last.stop();
      } catch (error) {
        report(`${last.name} did not stop: ${String(error)}`);
      }
    }
  };
  return {
    add: (name, stop) => stops.push({ name, stop }),
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
  };
}
