namespace CareIdentity.Messages;

/// <summary>What every message says of the service that sends it: given by the host.</summary>
public sealed record MessageSettings
{
    public string ServiceName { get; init; } = "Care Identity";

    /// <summary>Where the service is reached, without a slash at the end.</summary>
    public string Origin { get; init; } = "http://localhost";

    /// <summary>Who helps: "your Registration Authority, help@example.nhs.uk".</summary>
    public string Help { get; init; } = "your Registration Authority";
}
