import type { TagsWords } from './words.en.ts';

export const ru: TagsWords = {
  add: '+ Метка',
  field: 'Новая метка',
  offers: 'Уже есть',
  create: (label) => `Создать «${label}»`,
  remove: (label) => `Снять метку «${label}»`,
};
