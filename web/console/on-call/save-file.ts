/** Hands a text to the browser as a file to be kept. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next turn; the memory is given back then.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
