import type { VNode } from 'preact';
import type { ProductId } from './strings.ts';

/** The goods, drawn in a few flat shapes; colours come from site.css, so that they are at home in the dark as well. */
export const DRAWINGS: Readonly<Record<ProductId, () => VNode>> = {
  cezve: () => (
    <svg viewBox="0 0 200 160" aria-hidden="true">
      <ellipse class="d-shade" cx="92" cy="142" rx="56" ry="7" />
      <path class="d-copper" d="M66 62h52l14 62c2 10-4 16-14 16H66c-10 0-16-6-14-16z" />
      <path class="d-copper-2" d="M66 62h18l-8 78H66c-10 0-16-6-14-16z" />
      <path class="d-copper" d="M58 50h68l-8 12H66z" />
      <path class="d-dark" d="M124 54l60-24 4 8-62 28z" />
      <path class="d-steam" d="M82 38c-6-8 6-12 0-20M102 38c-6-8 6-12 0-20" />
    </svg>
  ),
  moka: () => (
    <svg viewBox="0 0 200 160" aria-hidden="true">
      <ellipse class="d-shade" cx="98" cy="144" rx="52" ry="7" />
      <path class="d-steel" d="M70 86h56l10 56H60z" />
      <path class="d-steel-2" d="M70 86h20l-6 56H60z" />
      <rect class="d-dark" x="68" y="78" width="60" height="10" rx="3" />
      <path class="d-steel" d="M64 34h62l4 6 12-2-10 16-8 24H74z" />
      <path class="d-steel-2" d="M64 34h20l6 44H74z" />
      <path class="d-steel" d="M66 34c4-10 54-10 58 0z" />
      <circle class="d-dark" cx="95" cy="21" r="6" />
      <path class="d-handle" d="M66 42H46c-4 0-6 3-6 7v34" />
    </svg>
  ),
  pour: () => (
    <svg viewBox="0 0 200 160" aria-hidden="true">
      <ellipse class="d-shade" cx="100" cy="146" rx="54" ry="7" />
      <path class="d-white" d="M56 30h88l-30 44h-28z" />
      <path class="d-white-2" d="M56 30h26l12 44h-8z" />
      <rect class="d-white-2" x="70" y="74" width="60" height="8" rx="4" />
      <path class="d-glass" d="M76 82h48c2 14 16 22 16 40 0 14-8 22-20 22H80c-12 0-20-8-20-22 0-18 14-26 16-40z" />
      <path class="d-coffee" d="M62 114h76c4 18-6 28-18 28H80c-12 0-22-10-18-28z" />
      <path class="d-drop" d="M100 88c4 6 5 8 5 11a5 5 0 0 1-10 0c0-3 1-5 5-11z" />
      <path class="d-handle" d="M142 36h14c8 0 8 18 0 18h-22" />
    </svg>
  ),
  press: () => (
    <svg viewBox="0 0 200 160" aria-hidden="true">
      <ellipse class="d-shade" cx="100" cy="146" rx="50" ry="7" />
      <rect class="d-glass" x="66" y="46" width="62" height="96" rx="6" />
      <path class="d-coffee" d="M68 84h58v52c0 3-2 5-5 5H73c-3 0-5-2-5-5z" />
      <rect class="d-steel" x="68" y="78" width="58" height="7" rx="2" />
      <path class="d-handle" d="M97 78V20" />
      <circle class="d-dark" cx="97" cy="16" r="8" />
      <path class="d-steel-2" d="M62 46c0-14 70-14 70 0z" />
      <path class="d-steel-2" d="M62 138h70v6H62z" />
      <path class="d-handle" d="M130 62h16c8 0 10 4 10 10v38c0 6-2 10-10 10h-16" />
    </svg>
  ),
  drip: () => (
    <svg viewBox="0 0 200 160" aria-hidden="true">
      <ellipse class="d-shade" cx="100" cy="146" rx="62" ry="7" />
      <path class="d-dark" d="M48 18h96c6 0 10 4 10 10v114H48z" />
      <path class="d-hole" d="M48 58h82v68H48z" />
      <rect class="d-dark" x="40" y="126" width="114" height="18" rx="6" />
      <path class="d-dark-2" d="M62 58h54l-8 14H70z" />
      <path class="d-glass" d="M62 82h54l6 34c1 6-3 10-9 10H65c-6 0-10-4-9-10z" />
      <path class="d-coffee" d="M59 102h60l3 14c1 6-3 10-9 10H65c-6 0-10-4-9-10z" />
      <path class="d-drop" d="M89 72c3 4 4 6 4 8a4 4 0 0 1-8 0c0-2 1-4 4-8z" />
      <circle class="d-light" cx="138" cy="36" r="5" />
      <text class="d-digits" x="60" y="44">
        1:40
      </text>
    </svg>
  ),
  espresso: () => (
    <svg viewBox="0 0 200 160" aria-hidden="true">
      <ellipse class="d-shade" cx="100" cy="148" rx="70" ry="6" />
      <path class="d-accent" d="M36 22h128c6 0 10 4 10 10v30H26V32c0-6 4-10 10-10z" />
      <rect class="d-steel-2" x="44" y="62" width="112" height="66" />
      <rect class="d-steel" x="26" y="128" width="148" height="16" rx="6" />
      <rect class="d-dark" x="76" y="62" width="48" height="12" rx="3" />
      <path class="d-dark" d="M84 74h32l-4 10H88z" />
      <path class="d-handle" d="M100 80l40 8" />
      <path class="d-drop" d="M95 88v10M105 88v10" />
      <path class="d-white" d="M82 102h36v12c0 8-6 14-14 14h-8c-8 0-14-6-14-14z" />
      <path class="d-handle thin" d="M118 106h6a6 6 0 0 1 0 12h-8" />
      <circle class="d-white" cx="146" cy="42" r="11" />
      <path class="d-handle thin" d="M146 42l5-5" />
      <circle class="d-light" cx="46" cy="42" r="5" />
      <circle class="d-light off" cx="62" cy="42" r="5" />
    </svg>
  ),
};

/** The shop's sign. */
export const Sign = () => (
  <svg class="sign" width="32" height="32" viewBox="0 0 32 32" fill="none" aria-hidden="true">
    <path class="d-accent" d="M5 11h18v9a6 6 0 0 1-6 6h-6a6 6 0 0 1-6-6z" />
    <path
      d="M23 13h2a4 4 0 0 1 0 8h-2.5M5 29h18M10 3c-1.5 2 1.5 3 0 5M15 3c-1.5 2 1.5 3 0 5"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
    />
  </svg>
);
