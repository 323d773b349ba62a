/** Hands a text to the browser's or the desktop's download, under a name. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold of the content once the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
