namespace CareIdentity.Web.Nhs;

/// <summary>Somebody who can do what the reader cannot, and how to reach them.</summary>
/// <param name="Name">Rosa Diaz</param>
/// <param name="Role">Sponsor, Hilltop Pharmacy</param>
/// <param name="Reach">01305 555 010</param>
public sealed record PersonWhoCan(string Name, string Role, string? Reach);
