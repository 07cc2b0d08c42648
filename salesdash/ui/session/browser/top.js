// Scrolls the page to its top when something else stands on it; once, so that it stays where somebody scrolls it.
const shown = new WeakMap()
export default function ({ parentElement, data }) {
  if (shown.get(parentElement) === data) return
  shown.set(parentElement, data)
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
}
