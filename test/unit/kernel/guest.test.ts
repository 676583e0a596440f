import { expect, it } from 'vitest';
import { guestCode } from '../../../shared/domain/kernel/guest.ts';

it('guests have a short code of their own, the same each time', () => {
  const codes = Array.from({ length: 50 }, (_, n) => guestCode(`a_WgEo0eMUy4II-${n}`));
  expect(codes.every((code) => /^[0-9A-F]{4}$/.test(code))).toBe(true);
  expect(new Set(codes).size).toBe(50);
  expect(guestCode('a_WgEo0eMUy4II-7')).toBe(codes[7]);
});
