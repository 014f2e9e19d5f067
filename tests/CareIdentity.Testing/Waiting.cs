namespace CareIdentity.Testing;

/// <summary>Waits for what comes by itself, and never for ever.</summary>
public static class Waiting
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(30);

    /// <exception cref="TimeoutException">It did not come within <see cref="StartedProgram.Patience"/>; the message says what.</exception>
    public static Task UntilAsync(Func<bool> isSo, string what) => UntilAsync(() => ValueTask.FromResult(isSo()), what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)"/>
    public static async Task UntilAsync(Func<ValueTask<bool>> isSo, string what)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        var started = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(started) > StartedProgram.Patience)
            {
                throw new TimeoutException($"Not within {StartedProgram.Patience.TotalMinutes} minutes: {what}");
            }

            await Task.Delay(Between, TimeProvider.System);
        }
    }
}
