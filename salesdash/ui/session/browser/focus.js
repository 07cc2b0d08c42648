// Puts the cursor into the first field of the dialog that has just opened, as soon as the field is there; once, so that it
// stays where somebody sets it.
const opened = new WeakSet()
function focused() {
  const field = document.querySelector("[role=dialog] :is(input[type=text], textarea)")
  field?.focus()
  return Boolean(field)
}
export default function ({ parentElement }) {
  if (opened.has(parentElement)) return
  opened.add(parentElement)
  if (focused()) return
  const waiting = new MutationObserver(() => {
    if (!parentElement.isConnected || focused()) waiting.disconnect()
  })
  waiting.observe(document.body, { childList: true, subtree: true })
}
