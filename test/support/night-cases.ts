import { Night, type NightResult } from './night.ts';

/** The five nights that the rule of pages was made for (ADR 0013). */
export interface NightCase {
  readonly name: string;
  readonly play: () => Promise<NightResult>;
}

const awake = { takesAfter: 20, answersAfter: 60 } as const;

export const NIGHT_CASES: readonly NightCase[] = [
  {
    name: 'one lead, 40 waiting',
    play: async () => {
      const night = await Night.of({ anna: awake });
      for (let guest = 0; guest < 40; guest++) await night.writes();
      await night.pass(1500);
      return night.result();
    },
  },
  {
    name: 'two leads, 3 waiting',
    play: async () => {
      const night = await Night.of({ anna: awake, pyotr: awake });
      for (let guest = 0; guest < 3; guest++) await night.writes();
      await night.pass(600);
      return night.result();
    },
  },
  {
    name: 'the lead takes one and falls asleep',
    play: async () => {
      const night = await Night.of({ anna: { takesAfter: 20, answersAfter: null }, pyotr: { ...awake, most: 0 } });
      await night.writes({ wakes: true });
      await night.pass(900);
      return night.result();
    },
  },
  {
    name: 'a new customer each minute',
    play: async () => {
      const night = await Night.of({
        anna: { takesAfter: 20, answersAfter: 150 },
        pyotr: { takesAfter: 40, answersAfter: 90 },
      });
      for (let guest = 0; guest < 15; guest++) {
        await night.writes();
        await night.pass(60);
      }
      await night.pass(600);
      return night.result();
    },
  },
  {
    name: 'two operators on shift at night',
    play: async () => {
      const night = await Night.of({ anna: awake });
      const { world } = night;
      const [oleg, pyotr] = [await world.operator('oleg'), await world.operator('pyotr')];
      world.clock.set(new Date(world.clock.now()).setUTCHours(22, 0, 0, 0));
      const chat = await night.writes();
      const other = await night.writes();
      await night.pass(75);
      for (const [person, conversation] of [
        [oleg, chat],
        [pyotr, other],
      ] as const)
        await person.send('conversation.claim', { conversation, after: (await world.state(conversation)).seq });
      await night.pass(900);
      return night.result();
    },
  },
];
