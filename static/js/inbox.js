// The inbox. It works without this file.
// --- keys, anywhere outside a text box: J K move, R marks as read or unread
document.addEventListener("keydown", (event) => {
  const posts = $$(".post");
  if (!posts.length || event.altKey || event.ctrlKey || event.metaKey || isText(event.target) || !singleKeys()) return;
  const at = posts.indexOf(event.target.closest?.(".post")), key = event.key.toLowerCase();
  if (key === "j") $(".post__line", posts[Math.min(at + 1, posts.length - 1)]).focus();
  if (key === "k") $(".post__line", posts[Math.max(at - 1, 0)]).focus();
  if (key === "r" && posts[at]) $(".post__do", posts[at]).click();
});
