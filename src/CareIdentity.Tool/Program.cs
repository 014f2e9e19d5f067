using CareIdentity.Tool.CommandLine;

// "plan" in front of a line only says whether it can be carried out, and for "run" with which settings: the script asks
// before it builds, so that a slip of the finger does not cost a minute.
var (line, planOnly) = args is ["plan", .. var rest] ? (rest, true) : (args, false);
return await Line.Of(line, Surroundings.Read()).InvokeAsync(planOnly);
