/** Whether nothing of a text can be seen: spaces, characters without a look of their own (U+2060, U+200B …), empty braille. */
export const isBlank = (text: string): boolean => /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text);
