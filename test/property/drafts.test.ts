import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Asked,
  answered,
  asking,
  merge,
  NOTHING,
  offered,
  putAway,
  type Sent,
  type Side,
  take,
  toKeep,
  type Version,
} from '../../web/console/desk/logic/draft-merge.ts';

/**
 * One field on two devices of a person, and the server's row between them, which is replaced by who knows it and by nobody
 * else. Frames and answers take any time, or are lost; nothing that was typed and not sent is ever gone.
 */
type Device = 0 | 1;
interface Step {
  readonly do: 'type' | 'keep' | 'watch' | 'take' | 'send' | 'clear' | 'putAway' | 'arrive' | 'lose';
  readonly on: Device;
  /** of several frames on the way */
  readonly which: number;
}

const stepsOn = (...devices: readonly Device[]) =>
  fc.array(
    fc.record({
      do: fc.constantFrom(
        ...(['type', 'type', 'keep', 'keep', 'watch', 'arrive', 'arrive', 'arrive'] as const),
        ...(['take', 'send', 'clear', 'putAway', 'lose'] as const),
      ),
      on: fc.constantFrom(...devices),
      which: fc.nat(3),
    }),
    { minLength: 10, maxLength: 80, size: 'max' },
  );

const draftOf = (text: string): Version['draft'] =>
  text === '' ? null : { conversation: 'conversation-1', customer: 'ivan', text };
const textOf = (side: Side): string => side.local?.text ?? '';

class World {
  readonly sides: [Side, Side] = [NOTHING, NOTHING];
  row: Version = { at: 0, draft: null };
  readonly log: Sent[] = [];
  /** what is on its way, each to be done when it arrives; a device's answers come in any order */
  readonly #way: { readonly on: Device; arrive(): void }[] = [];
  /** every text that was typed and still matters: not typed over, sent, emptied or put away by the person */
  readonly live = new Set<string>();
  #now = 1_000;
  #letters = 0;

  change(on: Device, step: (side: Side) => Side): void {
    this.sides[on] = step(this.sides[on]);
  }

  run(step: Step): void {
    const { on } = step;
    const side = this.sides[on];
    const mine = textOf(side);
    this.#now += 1;
    switch (step.do) {
      case 'type': {
        // A letter of its own each time: a text holds all that it was typed upon.
        const text = `${mine}${String.fromCharCode(0x4e00 + this.#letters++)}`;
        this.live.delete(mine);
        this.live.add(text);
        this.change(on, (one) => ({ ...one, local: draftOf(text) }));
        return;
      }
      case 'clear':
      case 'send':
        this.live.delete(mine);
        if (step.do === 'send' && mine !== '') this.log.push({ at: this.#now, text: mine });
        this.change(on, (one) => ({ ...one, local: null }));
        return;
      case 'take':
        this.change(on, take);
        return;
      case 'putAway': {
        const other = offered(side);
        if (other) this.live.delete(other.text);
        this.change(on, putAway);
        return;
      }
      case 'keep': {
        const asked = toKeep(side);
        if (!asked) return;
        this.change(on, (one) => asking(one, asked));
        this.#way.push({
          on,
          arrive: () => {
            const answer = this.#keep(asked);
            this.#way.push({ on, arrive: () => this.change(on, (one) => answered(one, asked, answer, this.log)) });
          },
        });
        return;
      }
      case 'watch':
        this.#way.push({
          on,
          arrive: () => {
            const version = this.row;
            if (version.at > 0)
              this.#way.push({ on, arrive: () => this.change(on, (one) => merge(one, version, this.log)) });
          },
        });
        return;
      case 'arrive':
        this.#pick(step)?.arrive();
        return;
      case 'lose':
        this.#pick(step);
        return;
    }
  }

  /** One of those on the way, which is then no longer so: they overtake each other. */
  #pick({ on, which }: Step): { arrive(): void } | undefined {
    const own = this.#way.filter((one) => one.on === on);
    const picked = own[which % Math.max(1, own.length)];
    if (picked) this.#way.splice(this.#way.indexOf(picked), 1);
    return picked;
  }

  #keep({ text, since }: Asked): { at: number; other?: Version } {
    if (this.row.at !== 0 && this.row.at !== since) return { at: this.row.at, other: this.row };
    this.#now += 1;
    this.row = { at: Math.max(this.#now, since + 1), draft: draftOf(text) };
    return { at: this.row.at };
  }

  /** All that a person can still find: in a field, in an offer, or with the server on its way to either. */
  found(): Set<string> {
    const all = this.sides.flatMap((side) => [side.local, side.theirs?.draft, ...side.aside, this.row.draft]);
    return new Set(all.flatMap((draft) => draft?.text ?? []));
  }

  /** Nothing is lost or late any more, and both devices are looked at in turn until nothing changes. */
  settle(): void {
    while (this.#way.length > 0) this.#way.shift()?.arrive();
    for (let turn = 0; turn < 6; turn++)
      for (const on of [0, 1] as const)
        for (const what of ['watch', 'arrive', 'arrive', 'keep', 'arrive', 'arrive'] as const)
          this.run({ do: what, on, which: 0 });
  }
}

/** What was sent or put away is over wherever it stands, and so is what was typed upon. */
const missing = (world: World): string[] => [...world.live].filter((text) => !isFound(world, text));
const isFound = (world: World, text: string): boolean =>
  [...world.found(), ...world.log.map((sent) => sent.text)].some((one) => one.startsWith(text));

it('no order of keeping, looking and losing frames on two devices loses what was typed on either', () => {
  fc.assert(
    fc.property(stepsOn(0, 1), (all) => {
      const world = new World();
      for (const step of all) {
        world.run(step);
        expect(missing(world)).toEqual([]);
      }
      world.settle();
      expect(missing(world)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

it('what was begun on one device is there on the other, and goes on there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom<Device>(0, 1), fc.boolean()), { maxLength: 12 }), (turns) => {
      const world = new World();
      for (const [on, sends] of turns) {
        // Looked at, written in, left: as one person does who walks from the desk to the phone.
        for (const what of ['watch', 'arrive', 'arrive', 'type', 'keep', 'arrive', 'arrive'] as const)
          world.run({ do: what, on, which: 0 });
        if (sends)
          for (const what of ['send', 'keep', 'arrive', 'arrive'] as const) world.run({ do: what, on, which: 0 });
        const other = on === 0 ? 1 : 0;
        for (const what of ['watch', 'arrive', 'arrive'] as const) world.run({ do: what, on: other, which: 0 });
        expect(textOf(world.sides[other])).toBe(textOf(world.sides[on]));
        expect(world.sides.map(offered)).toEqual([null, null]);
      }
    }),
    { numRuns: 500 },
  );
});

it('what was sent from one device, which died over it, does not come back on the other', () => {
  fc.assert(
    fc.property(fc.boolean(), (seenBefore) => {
      const world = new World();
      const look = ['watch', 'arrive', 'arrive'] as const;
      for (const what of ['type', 'keep', 'arrive', 'arrive'] as const) world.run({ do: what, on: 0, which: 0 });
      if (seenBefore) for (const what of look) world.run({ do: what, on: 1, which: 0 });
      world.run({ do: 'send', on: 0, which: 0 });
      for (const what of look) world.run({ do: what, on: 1, which: 0 });
      expect(textOf(world.sides[1])).toBe('');
      expect(toKeep(world.sides[1])).toMatchObject({ text: '' });
    }),
  );
});

it('who writes on one device only is never offered anything, and the field changes under nobody’s hands', () => {
  fc.assert(
    fc.property(stepsOn(0), (all) => {
      const world = new World();
      for (const step of all) {
        const before = textOf(world.sides[0]);
        world.run(step);
        if (!['type', 'send', 'clear'].includes(step.do)) expect(textOf(world.sides[0])).toBe(before);
        expect(offered(world.sides[0])).toBeNull();
      }
    }),
    { numRuns: 500 },
  );
});
