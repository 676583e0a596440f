import type { Page } from 'playwright-core';

/** Everything on the page as text, in shadow roots as well: what a reader of the page could find there. */
export const wholeText = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const read = (root: Document | ShadowRoot): string =>
      [...root.querySelectorAll('*')].reduce(
        (text, element) => (element.shadowRoot ? text + read(element.shadowRoot) : text),
        root instanceof Document ? root.documentElement.outerHTML : root.innerHTML,
      );
    return read(document);
  });
