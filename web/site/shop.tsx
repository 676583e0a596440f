import '../base/tokens.css';
import './site.css';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { DRAWINGS } from './drawings.tsx';
import { embedWidget, ShopPage } from './shop-frame.tsx';
import { type ProductId, words } from './strings.ts';

const PRICES: Readonly<Record<ProductId, number>> = {
  drip: 8_900,
  espresso: 24_500,
  cezve: 3_400,
  moka: 2_700,
  pour: 1_900,
  press: 2_200,
};

function Product({ id }: { readonly id: ProductId }) {
  const [isInBasket, setInBasket] = useState(false);
  const [name, text] = words.shop.products[id];
  const Drawing = DRAWINGS[id];
  return (
    <article>
      <Drawing />
      <h3>{name}</h3>
      <p>{text}</p>
      <div>
        <strong>{words.shop.price(PRICES[id])}</strong>
        <button type="button" aria-pressed={isInBasket} onClick={() => setInBasket(!isInBasket)}>
          {isInBasket ? words.shop.added : words.shop.buy}
        </button>
      </div>
    </article>
  );
}

function Shop() {
  const Hero = DRAWINGS.drip;
  return (
    <ShopPage at="shop">
      <section class="hero">
        <div>
          <h1>{words.shop.tagline}</h1>
          <p>{words.shop.lead}</p>
          <button type="button" class="filled" data-otvet-open>
            {words.shop.write}
          </button>
        </div>
        <Hero />
      </section>
      <section class="goods" aria-label={words.shop.machines}>
        {(Object.keys(PRICES) as ProductId[]).map((id) => (
          <Product key={id} id={id} />
        ))}
      </section>
    </ShopPage>
  );
}

document.title = words.shop.name;
render(<Shop />, document.body);
embedWidget();
