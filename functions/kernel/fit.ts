import { MAX_FRAME_BYTES } from '../../shared/protocol/values.ts';

/** Bytes of a frame, or of a part of one, as it goes out; a frame's schema may leave fields out, it adds none. */
export const bytesOf = (value: object): number => Buffer.byteLength(JSON.stringify(value));

/** Bytes that are left in a frame for its lists, once all else is in it. */
export const roomIn = (frame: object): number => MAX_FRAME_BYTES - bytesOf(frame);

/** How many items, from the first, fit into so many bytes; `least`: taken even without room, or nobody would ever get further. */
export function howMany(items: readonly object[], room: number, least = 1): number {
  let left = room;
  const end = items.findIndex((item, index) => {
    left -= bytesOf(item) + 1; // and its comma
    return left < 0 && index >= least;
  });
  return end < 0 ? items.length : end;
}

/** Items in parts of so many bytes each; one part of nothing when there are none. */
export function inParts<T extends object>(items: readonly T[], room: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let rest = items; parts.length === 0 || rest.length > 0; ) {
    const count = howMany(rest, room);
    parts.push(rest.slice(0, count));
    rest = rest.slice(count);
  }
  return parts;
}
