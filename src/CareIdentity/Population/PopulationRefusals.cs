using CareIdentity.Kernel;

namespace CareIdentity.Population;

/// <summary>Why no population is generated. Nothing was written then.</summary>
public static class PopulationRefusals
{
    public static readonly Refusal Number = new("population.number", $"A population has {OrganisationPlan.FewestPeople} to {GeneratePopulation.MostPeople:N0} people.")
    {
        Why = "Fewer cannot hold the duties that different people must hold.",
    };

    public static readonly Refusal NotTraining = new("population.not-training", "This is no database of a training service.")
    {
        Why = "People who do not exist never stand in a live register.",
        Next = "Name an empty database, or leave --database away for a new file.",
    };

    public static readonly Refusal NotEmpty = new("population.not-empty", "There are people in this database already.")
    {
        Why = "Nobody who is registered is mixed with people who do not exist.",
        Next = "Name another data directory or an empty database. A service that starts on it afterwards adds its training population.",
    };
}
