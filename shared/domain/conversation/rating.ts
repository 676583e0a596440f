/** What a customer says of a conversation that is closed; a bad one opens a review. */
export type Score = 'excellent' | 'good' | 'bad';
