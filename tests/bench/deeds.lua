-- Sends the requests of a file, one after the other: method, address, cookie, body.
local deeds, place = {}, 0

function init(given)
  for line in io.lines(given[1]) do
    local method, path, cookie, body = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)")
    deeds[#deeds + 1] = { method = method, path = path, cookie = cookie, body = body }
  end
end

function request()
  place = place % #deeds + 1
  local deed = deeds[place]
  local head = { ["Accept-Encoding"] = "gzip" }
  if deed.cookie ~= "" then head["Cookie"] = deed.cookie end
  if deed.method == "POST" then
    head["Content-Type"] = "application/x-www-form-urlencoded"
    head["Sec-Fetch-Site"] = "same-origin"
  end
  return wrk.format(deed.method, deed.path, head, deed.body)
end
