/** Tags as a person writes them in one line. */

/** `power, cooling` -> its tags, each once, without the `#` some people write. */
export const tagsOf = (text: string): string[] => [...new Set(text.split(/[,，\n]/).map((tag) => tag.trim().replace(/^#/, '').slice(0, 80)).filter(Boolean))].slice(0, 50)
