import { useNow } from '../../base/ticker.ts';
import { locale } from '../core/format.ts';
import { Row } from './CardRow.tsx';
import { useCustomer } from './console.ts';
import type { CustomerCard } from './customers.ts';
import { thereAt } from './logic/there.ts';
import { customerWords } from './words.ts';

/** Where the customer writes from: the page, the language, and what the clock shows there when it is another one. */
export function From({ kept }: { readonly kept: CustomerCard | null }) {
  const { card: words } = customerWords();
  if (!kept) return null;
  const { site, path = '', zone, locale: written } = kept;
  const language = written === undefined ? undefined : words.languages[written];
  if (!site && !language && zone === undefined) return null;
  return (
    <Row term={words.from}>
      {site && (
        <div>
          {site}
          <wbr />
          {/* "/" is the site itself. */}
          {path !== '/' && path}
        </div>
      )}
      {zone !== undefined && <There zone={zone} />}
      {language && <div>{language}</div>}
    </Row>
  );
}

/** Town and time of another zone; nothing in the reader's own. */
function There({ zone }: { readonly zone: string }) {
  const { ticker } = useCustomer();
  const { card: words } = customerWords();
  const there = thereAt(zone, useNow(ticker), locale());
  return there && <div>{[there.place, there.time && words.there(there.time)].filter(Boolean).join(', ')}</div>;
}
