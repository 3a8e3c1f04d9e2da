// Preloaded into the process of a gateway. `localhost` gets a second address, as with IPv6.
const dns = require('node:dns');

const { lookup } = dns;
dns.lookup = (host, options, callback) => {
  if (host !== 'localhost' || options.all !== true) return lookup(host, options, callback);
  return callback(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '127.0.0.2', family: 4 },
  ]);
};
