// One step back for one page: what a page writes into its address as it arrives belongs to the step that led there, and
// does not begin another, which back would stop at without the period and the filters.
export default function () {
  if (history.pushState.joins) return
  const push = history.pushState
  let hasArrived = false
  const acted = () => { hasArrived = false }
  for (const kind of ["pointerdown", "keydown", "popstate"]) addEventListener(kind, acted, true)
  history.pushState = function (state, title, url) {
    const isSamePage = new URL(url ?? "", location.href).pathname === location.pathname
    if (isSamePage && hasArrived) return history.replaceState(state, title, url)
    hasArrived = !isSamePage
    return push.call(history, state, title, url)
  }
  history.pushState.joins = true
}
