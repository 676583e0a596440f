import '../base/tokens.css';
import './site.css';
import { render } from 'preact';
import { embedWidget, ShopPage } from './shop-frame.tsx';
import { locale, words } from './strings.ts';

function Returns() {
  const { title, lead, steps, ask, back } = words.returnsPage;
  return (
    <ShopPage at="returns">
      <article class="text">
        <h1>{title}</h1>
        <p>{lead}</p>
        <dl>
          {steps.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <div class="ask">
          <strong>{ask}</strong>
          <a class="button" href={`/?lang=${locale}`}>
            {back}
          </a>
          <button type="button" class="filled" data-otvet-open>
            {words.shop.write}
          </button>
        </div>
      </article>
    </ShopPage>
  );
}

document.title = `${words.returnsPage.title} · ${words.shop.name}`;
render(<Returns />, document.body);
embedWidget();
