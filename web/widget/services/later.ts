export type Later = typeof import('../later.tsx');

let loaded: Later | null = null;
let isLoading = false;

/** The panel's second file once it is here; until then its parts are left out, and the way to a person is not among them. */
export const later = (): Later | null => loaded;

/** Loads it, once. */
export function loadLater(then: (it: Later) => void): void {
  if (isLoading) return;
  isLoading = true;
  import('../later.tsx').then(
    (it) => {
      loaded = it;
      then(it);
    },
    () => {
      isLoading = false; // tried again with the next change of the conversation
    },
  );
}
