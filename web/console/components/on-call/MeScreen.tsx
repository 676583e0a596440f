import '../../styles/on-call.css';
import { useConsole } from '../context.ts';
import { Me } from '../Me.tsx';
import { MyAlerts } from './MyAlerts.tsx';

/** The phone's last tab: who is signed in, and how they are rung. */
export function MeScreen() {
  const { store } = useConsole();
  return (
    <div class="oc-me">
      <section class="oc-screen">
        <Me />
        <p class="meta">{store.words.me.add}</p>
      </section>
      <MyAlerts />
    </div>
  );
}
