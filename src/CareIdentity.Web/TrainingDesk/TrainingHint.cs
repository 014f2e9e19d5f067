using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.TrainingDesk;

/// <summary>Whom to be first: said on the sign-in page and when the service starts.</summary>
public sealed class TrainingHint(HostSettings settings)
{
    /// <summary>Of every card of the training population: it guards nothing.</summary>
    public const string TrainingPasscode = "246810";

    public bool IsOffered => settings.Mode is ServiceMode.Training;

    public string Name => settings.Empty ? "Priya Raman" : "Sam Taylor";

    public string Role => settings.Empty ? "the first RA Manager" : "Sponsor at Riverside Pharmacy";

    public string Passcode => TrainingPasscode;
}
