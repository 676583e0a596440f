/** Words of the notes, in English; fetched with its screens. */
export const en = {
  notes: {
    title: 'Notes',
    save: 'Save note',
    placeholder: 'Only the team reads this',
    label: 'Note for the team',
    none: 'No notes yet. The customer never sees them.',
    saving: 'Saving',
    withdrawn: 'Withdrawn',
    notSent: 'Not saved yet. It will be saved once you are back online.',
  },
};

/** Each language has all of these words. */
export type NotesWords = typeof en;
