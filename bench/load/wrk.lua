-- Sends the messages of a file, one after the other, each with a number that no other has, and begins again at its end.
-- Arguments: the file, where in it to begin, the first number, what the number takes the place of.
local file, nonce, mark

function init(args)
  file = io.open(args[1], "rb")
  file:seek("set", tonumber(args[2]))
  nonce = tonumber(args[3])
  mark = args[4]
end

function request()
  local length = file:read("*l")
  if not length then
    file:seek("set", 0)
    length = file:read("*l")
  end
  nonce = nonce + 1
  return (string.gsub(file:read(tonumber(length)), mark, string.format("%.0f", nonce)))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"seconds":%.6f,"answered":%d,"refused":%d,"broken":%d,"p50":%.3f,"p99":%.3f,"p999":%.3f}\n',
    summary.duration / 1e6, summary.requests, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency:percentile(99.9) / 1000
  ))
end
