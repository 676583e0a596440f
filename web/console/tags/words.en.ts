export interface TagsWords {
  readonly add: string;
  readonly field: string;
  readonly offers: string;
  create(label: string): string;
  remove(label: string): string;
}

export const en: TagsWords = {
  add: '+ Tag',
  field: 'Add a tag',
  offers: 'Tags in use',
  create: (label) => `Create “${label}”`,
  remove: (label) => `Remove tag “${label}”`,
};
