import { BellIcon, BellOffIcon, CloseIcon } from '../../base/icons.tsx';
import { usePanel } from './context.ts';

/** Whose chat it is, who is there, and one line of how things stand. */
export function Header() {
  const { chat, words } = usePanel();
  const { client, situation, hasSound } = chat.state;
  const welcome = client?.welcome;
  const faces = client?.staffed ? (welcome?.faces ?? []) : [];
  const status = (): string => {
    if (!welcome) return words.statusConnecting;
    if (situation.kind === 'joined') return words.statusWith(situation.name);
    return client.staffed ? words.statusHere(welcome.workspace.connect) : words.statusNobody;
  };
  return (
    <header class="header">
      {faces.length > 0 && (
        <span class="faces" role="img" aria-label={words.onShift(faces)}>
          {faces.map((name) => (
            <Face key={name} name={name} />
          ))}
        </span>
      )}
      <div class="who">
        <strong>{welcome?.workspace.name ?? words.write}</strong>
        <span class="status">{status()}</span>
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
    </header>
  );
}

/** A person's initial in a circle. */
export const Face = ({ name }: { readonly name: string }) => (
  <span class="face" aria-hidden="true">
    {[...name][0]}
  </span>
);
