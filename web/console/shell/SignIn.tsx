import { Cup } from '../../base/Cup.tsx';
import { useShell } from './use-shell.ts';

/** One button; above it, in a sentence, why one is here again. */
export function SignIn() {
  const { store, actions } = useShell();
  const { signIn: words } = store.words;
  const signIn = store.signIn.value;
  const code = signIn.status === 'out' ? signIn.code : null;
  const isBusy = signIn.status === 'leaving';
  return (
    <main class="sign-in">
      <span class="sign-in-cup">
        <Cup since={0} target={1} now={2_000} size={72} />
      </span>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      {code !== null && (
        <p class="sign-in-why" role="alert">
          {words.failed[code] ?? words.other(code)}
        </p>
      )}
      <button
        type="button"
        class="button button-primary button-wide"
        disabled={isBusy}
        onClick={() => void actions.signIn()}
      >
        {isBusy ? `${words.busy}…` : code === null ? words.button : words.again}
      </button>
    </main>
  );
}
