--[[ A pandoc that stays: converts one document after another, as `pandoc` with the options of render/pandoc.py does.

A job is six texts, each after a line with its number of bytes: format to write, reader, filter, template or nothing,
metadata as lines of key=value, Markdown of the cells. The answer is one such text. ]]

local COLUMNS = 72 -- the command's, by which tables get widths

local function take()
  local size = io.read("n", "l")
  return size and (size > 0 and io.read(size) or "") -- of none it would wait for the next
end

while true do
  local to = take()
  if not to then break end
  local reader, filter, template, metadata, markdown = take(), take(), take(), take(), take()
  dofile(reader)
  local doc = Reader(markdown, pandoc.ReaderOptions({ columns = COLUMNS }))
  for key, value in metadata:gmatch("([^=\n]+)=([^\n]*)") do doc.meta[key] = pandoc.MetaString(value) end
  FORMAT = to
  doc = pandoc.utils.run_lua_filter(doc, filter)
  local options = { columns = COLUMNS, wrap_text = "preserve" }
  if template ~= "" then
    options.template = pandoc.template.compile(template)
    options.table_of_contents, options.toc_depth, options.section_divs = true, 2, true
  end
  local made = pandoc.write(doc, to, pandoc.WriterOptions(options))
  if not made:match("\n$") then made = made .. "\n" end
  io.write(#made, "\n", made)
  io.flush()
end
