import { useShell } from './use-shell.ts';

/** Who is signed in, what rings here, and the way out. */
export function Me() {
  const { store, actions } = useShell();
  const { words } = store;
  const me = store.me.value;
  const role = store.viewer.value?.role;
  const notifications = store.notifications.value;
  return (
    <div class="me">
      <p>
        <b>{words.me.signedInAs(me?.name ?? '')}</b>
        {role && <span class="meta"> {words.me.roles[role]}</span>}
      </p>
      <label class="switch">
        <input
          type="checkbox"
          checked={store.sound.value}
          onChange={(event) => actions.sound(event.currentTarget.checked)}
        />
        {words.alerts.sound}
      </label>
      {notifications === 'default' && (
        <button type="button" class="button" onClick={actions.notify}>
          {words.alerts.enable}
        </button>
      )}
      {notifications === 'granted' && <p class="meta">{words.alerts.enabled}</p>}
      {notifications === 'denied' && <p class="meta">{words.alerts.blocked}</p>}
      {store.layout.value !== 'phone' && (
        <button
          type="button"
          class="button"
          onClick={() => {
            store.sheet.value = 'keys';
          }}
        >
          {words.me.keys}
        </button>
      )}
      <button type="button" class="button" onClick={actions.signOut}>
        {words.me.signOut}
      </button>
    </div>
  );
}
