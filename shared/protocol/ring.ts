import * as v from 'valibot';

/**
 * The payload of a Web Push message: a `Ring` of functions/paging/ports.ts as JSON. The service worker of the console
 * shows nothing that does not fit this. The lengths are far above what is sent; a push service takes 4 KB in all.
 */
const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

export const RingSchema = v.object({
  id: text(200),
  /** page: wakes · test: a test ring or the monthly test page · code: verifies a contact · over: a page that is answered · notice: can wait */
  kind: v.picklist(['page', 'test', 'code', 'over', 'notice']),
  /** its person is at it already, or was a moment ago: shown, without a sound */
  gentle: v.exactOptional(v.literal(true)),
  /** same tag = same page: a later notification takes the place of the earlier one */
  tag: text(200),
  title: text(500),
  text: text(2000),
  /** address of the acknowledge page, or of the screen that it is about */
  link: v.exactOptional(text(2000)),
  /** `kind: 'code'`: the digits */
  code: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{6}$/))),
  /** words of the notification's own button: "I have it" */
  take: v.exactOptional(text(50)),
});
export type WireRing = v.InferOutput<typeof RingSchema>;
