// The words of the page's language, Chinese first.

import { en } from './en.js';
import { zh } from './zh.js';

const languages = { 'zh-CN': zh, en };
const KEY = 'paidan.language';

let language = initial();

function initial() {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked !== null) return asked.startsWith('en') ? 'en' : 'zh-CN';
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';
  } catch {
    // Storage is forbidden here: the page starts in Chinese each time.
    return 'zh-CN';
  }
}

export function currentLanguage() {
  return language;
}

export function toggleLanguage() {
  language = language === 'en' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Not remembered then; the page itself has switched.
  }
}

// The word for a key; a key that nobody knows is shown as it is rather than as nothing.
export function word(key, ...about) {
  const found = languages[language][key];
  if (typeof found === 'function') return found(...about);
  return found ?? String(key);
}

// Puts the language's words on everything in the page that has a data-t, and its names on what has
// a data-t-label.
export function translatePage() {
  document.documentElement.lang = language;
  document.title = word('title');
  for (const element of document.querySelectorAll('[data-t]')) {
    element.textContent = word(element.dataset.t);
  }
  for (const element of document.querySelectorAll('[data-t-label]')) {
    element.setAttribute('aria-label', word(element.dataset.tLabel));
  }
}
