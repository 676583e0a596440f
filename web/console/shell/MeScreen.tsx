import '../on-call/on-call.css';
import { MyAlerts } from '../on-call/contacts/MyAlerts.tsx';
import { Me } from './Me.tsx';
import { TeamMistakes } from './NothingOpen.tsx';
import { useShell } from './use-shell.ts';

/** The phone's last tab: who is signed in, and how they are rung. */
export function MeScreen() {
  const { store } = useShell();
  return (
    <div class="oc-me">
      <section class="oc-screen">
        <Me />
        <p class="meta">{store.words.me.add}</p>
      </section>
      <MyAlerts />
      {store.viewer.value?.role === 'lead' && <TeamMistakes />}
    </div>
  );
}
