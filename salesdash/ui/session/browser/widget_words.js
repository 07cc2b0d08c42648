// The words that Streamlit's own widgets carry, said in the page's language wherever they come up.
// Streamlit has no way to be told them. Nothing is added or taken away: only the letters of a text
// change, so that Streamlit goes on drawing it; and only in the parts of its widgets, never where our
// words or anybody's data stand.

// A cell of a table, as it is read aloud, a label in a chart, a value that was chosen.
const DATA = "canvas, svg, [data-tag] > span, [role='option'][data-key]:not([data-key^='__'])"
const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"]

export default function ({ data }) {
  const widgets = data.widgets.map(({ parts, words, forms }) => ({
    parts,
    words,
    forms: forms.map(([form, said]) => [new RegExp(`^${form}$`), said]),
  }))
  const before = new WeakMap() // of a text or an element: its words as Streamlit wrote them

  const spoken = (text, element) => {
    if (element?.closest(DATA)) return text
    const bare = text.trim()
    const [head, ...about] = bare.split(": ") // a tool is named "Search: " and the table's title
    for (const { parts, words, forms } of widgets) {
      const [form, said] = forms.find(([form]) => form.test(bare)) ?? []
      const named = words[head] && [words[head], ...about].join("：")
      const now = words[bare] ?? (form ? bare.replace(form, said) : named)
      if (now && element?.closest(parts)) return text.replace(bare, () => now)
    }
    return text
  }
  const keep = (node, name, was, now) => {
    if (!before.has(node)) before.set(node, {})
    before.get(node)[name] = [was, now]
  }
  const sayText = (node) => {
    const was = node.nodeValue
    const now = spoken(was, node.parentElement)
    if (now === was) return
    keep(node, "text", was, now)
    node.nodeValue = now
  }
  const sayAttribute = (element, name) => {
    const was = element.getAttribute(name)
    const now = was && spoken(was, element)
    if (!was || now === was) return
    keep(element, name, was, now)
    element.setAttribute(name, now)
  }
  const each = (root, ofText, ofAttribute) => {
    if (root.nodeType === Node.TEXT_NODE) return ofText(root)
    if (root.nodeType !== Node.ELEMENT_NODE) return
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) ofText(node)
      else for (const name of ATTRIBUTES) if (node.hasAttribute(name)) ofAttribute(node, name)
    }
  }
  const undo = (node, name, write) => {
    const [was, now] = before.get(node)?.[name] ?? []
    if (was !== undefined) write(was, now)
  }

  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === "characterData") sayText(target)
      else if (type === "attributes") sayAttribute(target, attributeName)
      else for (const node of addedNodes) each(node, sayText, sayAttribute)
    }
  })
  const documentLanguage = document.documentElement.lang
  document.documentElement.lang = data.language
  each(document.body, sayText, sayAttribute)
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ATTRIBUTES,
  })

  return () => {
    observer.disconnect()
    document.documentElement.lang = documentLanguage
    each(
      document.body,
      (node) => undo(node, "text", (was, now) => node.nodeValue === now && (node.nodeValue = was)),
      (element, name) =>
        undo(element, name, (was, now) => {
          if (element.getAttribute(name) === now) element.setAttribute(name, was)
        }),
    )
  }
}
