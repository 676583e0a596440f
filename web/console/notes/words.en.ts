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
    notSent: 'Not sent yet. It goes out by itself as soon as there is a connection.',
  },
};

/** Each language has all of these words. */
export type NotesWords = typeof en;
