// Where a bar of tabs is wider than the screen, the one in use is not left out of sight.
for (const tab of document.querySelectorAll(".tab[aria-current]")) {
  tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;
}
