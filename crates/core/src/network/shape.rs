//! Widths of layers, and where their parameters lie: W₁ row-major (out × in), b₁, W₂, b₂, …

/// The map from one layer of units to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    /// Units it reads.
    pub inputs: usize,
    /// Units it writes.
    pub outputs: usize,
    /// Where its weights begin among the parameters.
    pub weights: usize,
    /// Where its biases begin, if it has any.
    pub biases: Option<usize>,
}

impl Layer {
    /// Parameters of a unit: its weights, and its bias.
    pub(super) fn fan_in(&self) -> usize {
        self.inputs + usize::from(self.biases.is_some())
    }

    /// Its weights among the parameters.
    pub(super) fn weights_of<'a>(&self, parameters: &'a [f64]) -> &'a [f64] {
        &parameters[self.weights..][..self.inputs * self.outputs]
    }

    /// Its weights among the parameters.
    pub(super) fn weights_of_mut<'a>(&self, parameters: &'a mut [f64]) -> &'a mut [f64] {
        &mut parameters[self.weights..][..self.inputs * self.outputs]
    }

    /// Its biases among the parameters; nothing where it has none.
    pub(super) fn biases_of<'a>(&self, parameters: &'a [f64]) -> &'a [f64] {
        self.biases
            .map_or(&[], |biases| &parameters[biases..][..self.outputs])
    }

    /// Its biases among the parameters; nothing where it has none.
    pub(super) fn biases_of_mut<'a>(&self, parameters: &'a mut [f64]) -> &'a mut [f64] {
        match self.biases {
            Some(biases) => &mut parameters[biases..][..self.outputs],
            None => &mut [],
        }
    }

    /// The place of a unit's parameter from `input`; of its bias, where `input` is the number of inputs.
    pub(super) fn place(&self, unit: usize, input: usize) -> usize {
        match self.biases {
            Some(biases) if input == self.inputs => biases + unit,
            _ => self.weights + unit * self.inputs + input,
        }
    }

    /// The unit and the input of the parameter at a place of this layer, as [`Layer::place`] has them.
    pub(super) fn unit_and_input(&self, place: usize) -> [usize; 2] {
        match self.biases {
            Some(biases) if place >= biases => [place - biases, self.inputs],
            _ => {
                let weight = place - self.weights;
                [weight / self.inputs, weight % self.inputs]
            }
        }
    }
}

/// The layers of a fully connected network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    layers: Vec<Layer>,
    parameters: usize,
}

impl Shape {
    /// Layers between units of the given numbers, two at least.
    pub(super) fn new(widths: &[usize], biases: bool) -> Self {
        let mut parameters = 0;
        let layers = widths
            .windows(2)
            .map(|pair| {
                let (inputs, outputs) = (pair[0], pair[1]);
                let weights = parameters;
                let end = weights + inputs * outputs;
                parameters = end + if biases { outputs } else { 0 };
                Layer {
                    inputs,
                    outputs,
                    weights,
                    biases: biases.then_some(end),
                }
            })
            .collect();
        Shape { layers, parameters }
    }

    /// The layers, first to last.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The layer of the parameter at a place, counted from 0.
    pub(super) fn layer_of(&self, place: usize) -> usize {
        self.layers.partition_point(|layer| layer.weights <= place) - 1
    }

    /// The number of parameters.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.parameters
    }

    /// Units that read the data.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.layers[0].inputs
    }

    /// Units of the last layer.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].outputs
    }
}
