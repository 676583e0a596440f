import type { DraftKind } from '../../../../shared/protocol/values.ts';
import type { Copy } from '../../core/logic/copy.ts';
import type { Sent } from './draft-merge.ts';

/** What a person has sent from one of a chat's fields, from whichever device, as far as the copy goes back. */
export function sentTexts(copy: Copy | undefined, kind: DraftKind, person: string): readonly Sent[] {
  const entries = (kind === 'note' ? copy?.notes : copy?.log)?.entries ?? [];
  return entries.flatMap(({ at, events }) =>
    events.flatMap((event) => {
      const isMine =
        kind === 'message'
          ? event.type === 'message.posted' && event.person === person
          : kind === 'note'
            ? event.type === 'note.posted' && event.person === person
            : event.type === 'understanding.proposed' && event.by === person;
      return isMine && 'text' in event && typeof event.text === 'string' ? [{ at, text: event.text }] : [];
    }),
  );
}
