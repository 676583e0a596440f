import { BellIcon, BellOffIcon, CloseIcon } from '../../base/icons.tsx';
import { usePanel } from './context.ts';

/** More than two faces leave no room for the words beside them on a phone; the others are counted. */
const MAX_FACES = 2;

/** Whose chat it is, who is there, and one line of how things stand. */
export function Header() {
  const { chat, words } = usePanel();
  const { client, hasSound } = chat.state;
  const welcome = client?.welcome;
  const faces = client?.staffed ? (welcome?.faces ?? []) : [];
  return (
    <div class="header">
      {faces.length > 0 && (
        <span class="faces" role="img" aria-label={words.onShift(faces)}>
          {faces.slice(0, MAX_FACES).map((name) => (
            <Face key={name} name={name} />
          ))}
          {faces.length > MAX_FACES && (
            <span class="face" aria-hidden="true">
              +{faces.length - MAX_FACES}
            </span>
          )}
        </span>
      )}
      <div class="who">
        <strong>{welcome?.workspace.name ?? words.write}</strong>
        <bdi class="status">{useStatus()}</bdi>
      </div>
      <button
        type="button"
        class="icon"
        aria-label={words.sound}
        title={words.sound}
        aria-pressed={hasSound}
        onClick={() => chat.toggleSound()}
      >
        {hasSound ? <BellIcon /> : <BellOffIcon />}
      </button>
      <button type="button" class="icon" aria-label={words.close} title={words.close} onClick={() => chat.close()}>
        <CloseIcon />
      </button>
    </div>
  );
}

/** How things stand for this customer, as the dock says it at length. No figure: how long others waited is not known here. */
function useStatus(): string {
  const { chat, words } = usePanel();
  const { client, situation: it, view } = chat.state;
  if (!client?.welcome) return words.statusConnecting;
  switch (it.kind) {
    case 'joined':
      return words.statusWith(it.name);
    case 'coming':
      return words.statusComing(it.name);
    case 'calling':
      return it.queued ? words.statusConnecting : words.statusCalling;
    case 'promised':
      return words.statusPromised(words.byTime(view.promise ?? 0, chat.ticker.now()));
    case 'finished':
      return words.statusFinished;
    case 'proposed':
      return it.name === null ? words.statusHere : words.statusWith(it.name);
    default:
      return client.staffed ? words.statusHere : words.statusNobody;
  }
}

/** A person's initial in a circle. */
export const Face = ({ name }: { readonly name: string }) => (
  <span class="face" aria-hidden="true">
    {[...name][0]}
  </span>
);
