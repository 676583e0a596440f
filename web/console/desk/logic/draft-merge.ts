import type { Draft } from './draft.ts';

/** What the server has of a field; `draft` null: it was emptied. `at` orders versions of all devices. */
export interface Version {
  readonly at: number;
  readonly draft: Draft | null;
}

/** A text, '' for an emptied field, to be kept in the place of version `since` and of no other. */
export interface Asked {
  readonly text: string;
  readonly since: number;
}

/** One field on this device, and what is known of it elsewhere. All of it outlives a reload. */
export interface Side {
  /** what stands in the field; null: nothing */
  readonly local: Draft | null;
  /** the server's version that the field goes back to; `at` 0: none */
  readonly known: { readonly at: number; readonly text: string };
  /** what was sent to be kept and is not answered: a version with such a text is our own */
  readonly asked: readonly Asked[];
  /** written on another device while this field held something else: neither takes the other's place unasked */
  readonly theirs: Version | null;
  /** own texts that gave way to another device's, newest first */
  readonly aside: readonly Draft[];
}

export const NOTHING: Side = { local: null, known: { at: 0, text: '' }, asked: [], theirs: null, aside: [] };

/** A text of mine that went out from this field, wherever that was; `at` in server time. */
export interface Sent {
  readonly at: number;
  readonly text: string;
}

const shown = (draft: Draft | null): string => (draft === null || draft.text.trim() === '' ? '' : draft.text);

/** Whether a kept text was sent since, from another device that could not report its field empty. */
const wentOut = (text: string, at: number, sent: readonly Sent[]): boolean =>
  text !== '' && sent.some((one) => one.at > at && one.text.trim() === text.trim());

/**
 * Merges a version of the server into a field. When both texts go back to the same version, the later edit wins. When both
 * were changed, the field keeps its own text and offers the other.
 */
export function merge(side: Side, version: Version, sent: readonly Sent[]): Side {
  const { known, asked, local } = side;
  const said = shown(version.draft);
  const isOver = wentOut(said, version.at, sent);
  const mine = shown(local);
  if (version.at < known.at) return side; // an answer that was overtaken
  if (version.at === known.at) return isOver && mine === known.text ? { ...side, local: null } : side;
  const settled: Side = { ...side, known: { at: version.at, text: said }, asked: [], theirs: null };
  const theirs = isOver ? '' : said;
  if (isOver && mine === said) return { ...settled, local: null };
  if (theirs === mine || asked.some(({ text }) => text === said)) return settled;
  if (mine === '' || mine === known.text) return { ...settled, local: theirs === '' ? null : version.draft };
  if (theirs === '') return settled;
  return { ...side, theirs: version };
}

/** What is to be kept now; null: the server has it, or somebody must choose first. */
export function toKeep({ local, known, theirs }: Side): Asked | null {
  const mine = shown(local);
  return theirs !== null || mine === known.text ? null : { text: mine, since: known.at };
}

/** On its way to the server. */
export const asking = (side: Side, asked: Asked): Side => ({ ...side, asked: [...side.asked, asked] });

/** The server refused this text: no version will ever have it. */
export function unasked(side: Side, { text, since }: Asked): Side {
  const place = side.asked.findIndex((one) => one.text === text && one.since === since);
  return { ...side, asked: side.asked.filter((_, index) => index !== place) };
}

/** The server's answer: it was kept as of `at`, or `other` stands there, which this device had not seen. */
export function answered(
  side: Side,
  asked: Asked,
  { at, other }: { readonly at: number; readonly other?: Version | undefined },
  sent: readonly Sent[],
): Side {
  const rest = unasked(side, asked);
  // `side`, not `rest`: its `asked` still has this text, so that our own version is known if its first answer was lost.
  if (other) return at > side.known.at ? { ...merge(side, other, sent), asked: [] } : rest;
  if (at <= side.known.at) return rest;
  const settled: Side = { ...side, known: { at, text: asked.text }, asked: [], theirs: null };
  // Another device has changed this text already, and its version came before this answer.
  return side.theirs && side.theirs.at > at ? merge(settled, side.theirs, sent) : settled;
}

/** What can be taken instead of what stands in the field. */
export const offered = ({ theirs, aside }: Side): Draft | null => theirs?.draft ?? aside[0] ?? null;

/** Takes the offer; what stood in the field is offered in turn. */
export function take(side: Side): Side {
  const other = offered(side);
  if (!other) return side;
  const { theirs, local } = side;
  const left = theirs ? side.aside : side.aside.slice(1);
  const aside = shown(local) !== '' && local ? [local, ...left] : left;
  return { ...seen(side), local: other, aside };
}

/** Puts the offer away: who saw it does not want it. */
export const putAway = (side: Side): Side => (side.theirs ? seen(side) : { ...side, aside: side.aside.slice(1) });

/** Takes another device's version as seen: later texts of this field go back to it. */
const seen = (side: Side): Side =>
  side.theirs
    ? { ...side, known: { at: side.theirs.at, text: shown(side.theirs.draft) }, asked: [], theirs: null }
    : side;
