// Elements without markup: whatever comes from documents goes in as text.

export const byId = (id) => document.getElementById(id);

// el('td', { class: 'number', lang: null }, 'text', child): what is null or false is left out.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// A name from the reference data is Chinese whatever the page's language is.
export function setName(element, name, id) {
  setText(element, name ?? id ?? '—');
  if (name) element.lang = 'zh-CN';
  else element.removeAttribute('lang');
}

export function nameOf(name, id) {
  return el('span', { lang: name ? 'zh-CN' : null }, name ?? id ?? '—');
}

// Where a picture is, in percent: the policy forbids styles in markup, not those set one by one.
export function place(element, from, to) {
  element.style.insetInlineStart = `${from}%`;
  element.style.width = `${Math.max(0, to - from)}%`;
  return element;
}
