using System.Runtime.CompilerServices;

namespace CareIdentity.EndToEnd;

/// <summary>A journey that waits for browsers, services and windows: one that hangs fails by itself, and the others still run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JourneyAttribute : FactAttribute
{
    /// <summary>Milliseconds; several times what the longest takes on two busy cores.</summary>
    private const int Patience = 15 * 60_000;

    public JourneyAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Timeout = Patience;
}
