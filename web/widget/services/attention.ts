/** Tells a reader who looks elsewhere that something came, by the page's title. */
export interface Attention {
  /** messages not seen yet; the title carries the number */
  unread(count: number): void;
}

export function createAttention(page: Document): Attention {
  let ours: string | null = null;
  let original = page.title;
  return {
    unread(count) {
      // The site may have set another title meanwhile: that is the one to go back to.
      if (page.title !== ours) original = page.title;
      ours = count === 0 ? null : `(${count}) ${original}`;
      page.title = ours ?? original;
    },
  };
}
