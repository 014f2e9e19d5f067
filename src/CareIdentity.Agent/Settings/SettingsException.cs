namespace CareIdentity.Agent.Settings;

#pragma warning disable CA1032 // Made where the file is read.

/// <summary>The settings of this computer cannot be read.</summary>
internal sealed class SettingsException(string path) : Exception($"The card agent's settings in {path} cannot be read. Ask your IT support to put them right.");
