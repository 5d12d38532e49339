/* The only door through which an address may become a running script: our own service worker. */
const make = window.trustedTypes?.createPolicy("app", {
  createScriptURL(address) {
    if (address !== "/sw.js") throw new TypeError(`Not a script of ours: ${address}`);
    return address;
  },
});

export const workerAddress = () => make?.createScriptURL("/sw.js") ?? "/sw.js";
