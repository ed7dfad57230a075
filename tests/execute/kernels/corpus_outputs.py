"""Notebooks of the conformance corpus: what is displayed, drawn and tabulated."""

# ruff: noqa: E501 - a cell is easier to read in one line

FRAME = (
    "import pandas as pd\nframe = pd.DataFrame({'tỉnh': ['Lạng Sơn', None], 'n': [1.5, 2]}).convert_dtypes()"
)
DRAW = "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.title('Số người')"

NOTEBOOKS: dict[str, list[str]] = {
    "display": [
        "from IPython.display import display, HTML, Markdown, JSON, SVG, Latex, Image\ndisplay(HTML('<b>x</b>'), 3)",
        "display(Markdown('*m*'), JSON({'a': [1]}), SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'), Latex('$x$'))",
        "display({'text/plain': 'p', 'application/x-own': {'k': 1}}, raw=True, metadata={'text/plain': {'m': 1}})",
        "Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + bytes(32), format='png')",
        "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
        "print('a')\nclear_output(wait=True)\nprint('b')",
        "print('kept')\nclear_output(wait=True)",
        "class A:\n    def _repr_html_(self):\n        return '<i>a</i>'\n    def __repr__(self):\n        return 'A()'\n\nA()",
        "class B:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/html': '<p>', 'text/markdown': 'p'}, {'text/html': {'isolated': True}}\n\nB()",
        "class C:\n    def _repr_html_(self):\n        raise ValueError('broken')\n    def __repr__(self):\n        return 'C'\n\nC()",
        "class D:\n    def _ipython_display_(self):\n        print('own way')\n\nD()",
        "class E:\n    def __repr__(self):\n        raise KeyError('repr')\n\nE()",
        "import sys\nprint('out', flush=True)\nprint('err', file=sys.stderr, flush=True)\nsys.stdout.write('end')",
        "print('a\\rb\\x08c')\nprint(sys.stdout.isatty(), sys.stdout.fileno() > 2, sys.stdout.name, type(sys.stdout).__name__)",
        "for n in range(3):\n    print(n, end=' ')",
        "#!raises\nsys.stdout.write(b'bytes')",
        "get_ipython().set_next_input('z')",
        "get_ipython().payload_manager.read_payload()",
    ],
    "display updates": [
        "from IPython.display import display, update_display\nhandle = display('first', display_id='one')",
        "handle.update('second')",
        "update_display({'text/plain': 'third'}, display_id='one', raw=True)\ndisplay('again', display_id='one')",
        "handle.update('last')",
    ],
    "huge output": [
        "print('x' * 3_000_000)",
        "for n in range(20_000):\n    print(n)",
        "'y' * 100_000",
        "list(range(5000))",
    ],
    "comm": [
        "from ipykernel.comm import Comm\ncomm = Comm(target_name='jupyter.widget', comm_id='c1',\n"
        "    data={'state': {'_model_name': 'M', '_model_module': 'own', 'value': 3}}, metadata={'version': '2.0'})",
        "comm.send({'method': 'update', 'state': {'value': 4}})\ncomm.comm_id",
        "comm.close()\nget_ipython().kernel.comm_manager.comms",
    ],
    "widgets": [
        "import itertools, uuid\ncount = itertools.count()\nuuid.uuid4 = lambda: uuid.UUID(int=next(count))",
        "import ipywidgets as widgets\nslider = widgets.IntSlider(3, description='Số')\nslider",
        "slider.observe(lambda change: print('now', change.new), 'value')\nslider.value = 7",
        "out = widgets.Output()\nout",
        "with out:\n    print('inside')\nprint('outside')",
        "widgets.interact(lambda n: n * 2, n=(0, 4));",
        "widgets.VBox([slider, widgets.Dropdown(options=['a', 'b'])])",
    ],
    "frame": [
        FRAME,
        "frame",
        "print(frame)",
        "frame['n']",
        "frame.dtypes",
        "frame.describe()",
        "frame.style.set_uuid('u')",
        "import pandas as pd\nimport numpy as np\nwide = pd.DataFrame(np.arange(4000).reshape(100, 40))",
        "wide",
        "print(wide)",
        "wide[0]",
    ],
    "pandas options": [
        "import pandas as pd\nfor name in sorted(pd._config.config._registered_options):\n"
        "    print(name, pd.get_option(name))",
        "pd.set_option('display.max_rows', 4)\npd.Series(range(10))",
    ],
    "arrays": [
        "import numpy as np\nnp.arange(2000), np.linspace(0, 1, 3)",
        "np.get_printoptions(), np.geterr()",
        "np.random.seed(3)\nnp.random.rand(2), np.random.default_rng(1).integers(9, size=3)",
        "import random\nrandom.seed(4)\nrandom.random()",
        "np.array([1.0]) / 0",
        "import pyarrow as pa\npa.table({'a': [1, None]})",
        "pa.default_memory_pool().backend_name",
    ],
    "figure": [
        DRAW,
        "plt.get_fignums()",
        "fig, ax = plt.subplots()\nax.bar([1, 2], [3, 4])\nfig",
        "plt.show()",
    ],
    "figure formats": [
        "%config InlineBackend.figure_formats = ['svg']\nimport matplotlib\nmatplotlib.rcParams['svg.hashsalt'] = 's'",
        "%config InlineBackend.print_figure_kwargs = {'metadata': {'Date': None}}\n" + DRAW,
        "%config InlineBackend.figure_formats = {'png', 'retina'}\n" + DRAW,
    ],
    "matplotlib magic": [
        "%matplotlib",
        "%matplotlib inline\n" + DRAW,
        "%matplotlib --list",
        "%matplotlib agg\n" + DRAW,
    ],
    "matplotlib state": [
        "import matplotlib\nprint(matplotlib.rcParams._get('backend'), matplotlib.get_backend())",
        "for key, value in matplotlib.rcParams.items():\n    print(key, value)",
        "import matplotlib.pyplot as plt\nprint(matplotlib.get_backend(), matplotlib.is_interactive(), plt.isinteractive())",
        "print(matplotlib.rcParamsDefault['figure.dpi'], matplotlib.rcParamsOrig['backend'], plt.style.available)",
        "import seaborn\nprint(sorted(matplotlib.colormaps), matplotlib.matplotlib_fname(), sorted(map(str, matplotlib.units.registry)))",
    ],
    "figure left open by an error": [
        DRAW + "\n1 / 0",
    ],
    "other backend": [
        "import matplotlib.pyplot as plt\nplt.ioff()\nplt.plot([1])",
        "plt.show()",
        "plt.close('all')",
        "import matplotlib\nmatplotlib.use('agg')",
        DRAW,
        "matplotlib.rcParams['backend_fallback']",
    ],
    "seaborn": [
        FRAME + "\nimport seaborn as sns\nsns.set_theme(style='whitegrid')",
        "sns.barplot(frame, x='tỉnh', y='n', errorbar=None);",
        "import numpy as np\nsns.heatmap(np.arange(9).reshape(3, 3), annot=True)",
        "sns.lineplot(x=[1, 2, 3], y=[2, 1, 5])",
        FRAME + "\nframe['n'].astype(float).plot()",
        "import pandas.plotting\npd.get_option('plotting.backend')",
    ],
}
