// What a site's own configuration gets; `static/` holds playground.js and embed.js.
export default {
  scripts: ["/playground.js", "/embed.js"],
  clientModules: ["./playground-blocks.js"],
};
